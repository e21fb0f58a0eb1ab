import { useSyncExternalStore } from 'react'
import { remember, remembered } from '#kernel/ui/remember.web.ts'

/** How this person likes the instrument; kept on the device. */
export interface Habits {
  hand: 'right' | 'left'
  order: 'string' | 'snake'
  arrangement: 'string' | 'place'
  sound: 'on' | 'off'
  touch: 'on' | 'off'
  awake: 'on' | 'off'
  news: 'all' | 'mine' | 'none'
}

const USUAL: Habits = { hand: 'right', order: 'string', arrangement: 'string', sound: 'off', touch: 'on', awake: 'on', news: 'all' }
const listeners = new Set<() => void>()
let habits = read()

export function useHabits(): Habits {
  return useSyncExternalStore(subscribe, () => habits)
}

export function currentHabits(): Habits {
  return habits
}

export function setHabit<Name extends keyof Habits>(name: Name, value: Habits[Name]): void {
  remember(`field.${name}`, value)
  habits = { ...habits, [name]: value }
  for (const listener of listeners) listener()
}

function read(): Habits {
  const kept = Object.keys(USUAL).flatMap(name => {
    const value = remembered(`field.${name}`)
    return value === null ? [] : [[name, value]]
  })
  return { ...USUAL, ...Object.fromEntries(kept) }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
