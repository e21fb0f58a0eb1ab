import { expect, test } from 'vitest'
import { changeMode, choose, giveStatus, point, startCapture, startRange, type Walk } from './capture.ts'

const walk: Walk = {
  next: id => (id === 'S1-24' ? undefined : `S1-${Number(id.slice(3)) + 1}`),
  between: (one, other) => {
    const [first, last] = [Number(one.slice(3)), Number(other.slice(3))].sort((a, b) => a - b) as [number, number]
    return Array.from({ length: last - first + 1 }, (_, step) => `S1-${first + step}`)
  },
}

test('a string of 24 modules is judged with 24 taps and no other', () => {
  let capture = startCapture('S1-1')
  const marked: string[] = []
  for (let tap = 0; tap < 24; tap++) {
    const step = giveStatus(capture, 'ok', walk)
    marked.push(...step.mark!.ids)
    capture = step.capture
  }
  expect(marked).toEqual(walk.between('S1-1', 'S1-24'))
  expect(capture.cursor).toBe('S1-24')
})

test('touching a module takes it in hand and marks nothing', () => {
  const step = point(startCapture('S1-1'), 'S1-9', 'plain', walk)
  expect(step.mark).toBeUndefined()
  expect(giveStatus(step.capture, 'dead', walk).mark).toEqual({ ids: ['S1-9'], status: 'dead' })
})

test('with a status in hand every module touched gets it at once', () => {
  const brushing = giveStatus(changeMode(startCapture('S1-1'), 'brush'), 'microcracks', walk)
  expect(brushing.mark).toBeUndefined()
  expect(point(brushing.capture, 'S1-7', 'plain', walk).mark).toEqual({ ids: ['S1-7'], status: 'microcracks' })
})

test('a range is two touches, and its eleven modules are one act', () => {
  let capture = startRange(startCapture('S1-1'))
  capture = point(capture, 'S1-20', 'plain', walk).capture
  capture = point(capture, 'S1-10', 'plain', walk).capture
  const step = giveStatus(capture, 'inequality', walk)
  expect(step.mark).toEqual({ ids: expect.arrayContaining(walk.between('S1-10', 'S1-20')), status: 'inequality' })
  expect(step.mark!.ids).toHaveLength(11)
  expect(step.capture.mode).toBe('walk')
})

test('a chosen module touched again leaves the choice', () => {
  const capture = choose(startCapture('S1-1'), ['S1-1', 'S1-2'])
  expect([...point(capture, 'S1-2', 'plain', walk).capture.chosen]).toEqual(['S1-1'])
})

test('a status key with nothing chosen does nothing', () => {
  expect(giveStatus(changeMode(startCapture('S1-1'), 'choose'), 'ok', walk).mark).toBeUndefined()
})
