import { describe } from 'vitest'
import { nights } from './nights.ts'

describe('nights of eight technicians', () => nights(1_250, 250))
