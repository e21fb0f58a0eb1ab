import { Text, UnstyledButton } from '@mantine/core'
import { useWords } from './i18n.web.ts'
import { words } from './words.ts'

export type LampState = 'live' | 'polling' | 'connecting' | 'offline' | 'stopped'

interface Props {
  state: LampState
  /** Changes that only this device has. */
  waiting: number
  /** Opens the page that explains: last number, queue, last error. */
  onOpen?: () => void
}

const SHAPES: Record<LampState, string> = { live: '●', polling: '◐', connecting: '○', offline: '■', stopped: '✕' }
const COLOURS: Record<LampState, string> = {
  live: 'var(--courant-success)',
  polling: 'var(--courant-success)',
  connecting: 'var(--mantine-color-dimmed)',
  offline: 'var(--courant-warning)',
  stopped: 'var(--mantine-color-error)',
}

/** Always there and always true: how this device speaks with the server, and how much only it has. */
export function SyncLamp({ state, waiting, onOpen }: Props) {
  const { t } = useWords(words)
  const sentence = lampSentence(state, waiting, t)
  const inside = (
    <>
      <span aria-hidden style={{ color: COLOURS[state], width: '1em', display: 'inline-block' }}>
        {SHAPES[state]}
      </span>
      <Text component="span" size="sm" className="lamp-sentence">
        {sentence}
      </Text>
    </>
  )
  if (!onOpen)
    return (
      <span className="lamp" role="status">
        {inside}
      </span>
    )
  return (
    <UnstyledButton className="lamp" onClick={onOpen} aria-label={sentence}>
      {inside}
    </UnstyledButton>
  )
}

function lampSentence(state: LampState, waiting: number, t: ReturnType<typeof useWords<keyof typeof words.fr>>['t']): string {
  if (waiting === 0) return t(`sync.${state}`)
  if (state === 'live' || state === 'polling') return t('sync.sending', { count: waiting })
  return `${t(`sync.${state}`)} · ${t('sync.waiting', { count: waiting })}`
}
