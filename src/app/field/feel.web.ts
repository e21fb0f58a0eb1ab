import { currentHabits } from './habit.web.ts'

/** `taken`: on disk; `refused`: not; `end`: nothing left that way. */
export type Feel = 'taken' | 'refused' | 'end'

const BUZZ: Record<Feel, number[]> = { taken: [18], refused: [60, 60, 60], end: [30, 40, 30] }
const TONE: Record<Feel, number> = { taken: 880, refused: 180, end: 440 }
let audio: AudioContext | undefined

/** Lets the hand or the ear know without looking, as far as this device can and its owner wants. */
export function feel(what: Feel): void {
  const { touch, sound } = currentHabits()
  if (touch === 'on' && 'vibrate' in navigator) navigator.vibrate(BUZZ[what])
  if (sound === 'on') beep(TONE[what])
}

function beep(frequency: number): void {
  audio ??= new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0.08, audio.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.09)
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + 0.1)
}
