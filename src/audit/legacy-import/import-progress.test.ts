import { expect, test } from 'vitest'
import { countAudits, everySecond, type ImportProgress } from './import-progress.ts'

test('modules are counted by whole audits, from none to all of them', () => {
  const heard: ImportProgress[] = []
  const counted = countAudits([242, 220], progress => heard.push(progress))
  counted()
  counted()
  expect(heard.map(({ audits, modules }) => [audits, modules])).toEqual([
    [0, 0],
    [1, 242],
    [2, 462],
  ])
  expect(heard.every(({ ofAudits, ofModules }) => ofAudits === 2 && ofModules === 462)).toBe(true)
})

test('a short work says nothing in the terminal, a long one a line a second', () => {
  let clock = 0
  const heard: number[] = []
  const tell = everySecond(
    ({ audits }) => heard.push(audits),
    () => clock,
  )
  for (let audits = 0; audits <= 30; audits++) {
    tell({ audits, ofAudits: 30, modules: 0, ofModules: 0 })
    clock += 100
  }
  expect(heard).toEqual([10, 20, 30])
})
