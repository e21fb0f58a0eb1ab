import { useEffect, useRef, useState } from 'react'

/** The part of the browser's speech recognition used here; it is not in the DOM types. */
interface Recogniser {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { resultIndex: number; results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null
  onend: (() => void) | null
  start(): void
  stop(): void
}

type RecogniserMaker = new () => Recogniser

function maker(): RecogniserMaker | undefined {
  const page = window as { SpeechRecognition?: RecogniserMaker; webkitSpeechRecognition?: RecogniserMaker }
  return page.SpeechRecognition ?? page.webkitSpeechRecognition
}

export interface Dictation {
  offered: boolean
  listening: boolean
  toggle(): void
}

/** One recogniser at a time, stopped with the panel that uses it. What it heard is proposed as text, never acted upon. */
export function useDictation(language: string, heard: (text: string) => void): Dictation {
  const running = useRef<Recogniser>(undefined)
  const [listening, setListening] = useState(false)
  useEffect(() => () => running.current?.stop(), [])
  const Maker = maker()
  const start = () => {
    if (!Maker) return
    const recogniser = new Maker()
    recogniser.lang = language
    recogniser.continuous = true
    recogniser.interimResults = false
    recogniser.onresult = event => {
      for (let place = event.resultIndex; place < event.results.length; place++) heard(event.results[place]![0]!.transcript.trim())
    }
    recogniser.onend = () => setListening(false)
    running.current = recogniser
    recogniser.start()
    setListening(true)
  }
  return { offered: Maker !== undefined, listening, toggle: () => (listening ? running.current?.stop() : start()) }
}
