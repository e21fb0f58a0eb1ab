import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOnce } from './once.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('two clicks in one task make one report', async () => {
  const once = createOnce()
  const made: string[] = []
  const work = (name: string) => async () => void made.push(name)
  await Promise.all([once(work('first')), once(work('second'))])
  expect(made).toEqual(['first'])
})

test('the second click of a double click is too early even when the answer came between', async () => {
  const once = createOnce()
  const work = vi.fn(async () => undefined)
  await once(work)
  vi.advanceTimersByTime(150)
  await once(work)
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(400)
  await once(work)
  expect(work).toHaveBeenCalledTimes(2)
})

test('after a refusal one may try again at once', async () => {
  const once = createOnce()
  await expect(once(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  const again = vi.fn(async () => undefined)
  await once(again)
  expect(again).toHaveBeenCalledTimes(1)
})
