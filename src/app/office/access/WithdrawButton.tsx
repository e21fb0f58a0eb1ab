import { Button } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useAccessAct } from './access-data.web.ts'
import { words } from './words.ts'

interface Props {
  /** Address of the link, the device or the key. */
  path: string
  name: string
  /** What tells it from another of the same name. */
  more?: string
}

/** Ends what lets somebody in. */
export function WithdrawButton({ path, name, more }: Props) {
  const { t } = useWords(words)
  const act = useAccessAct()
  return (
    <Button
      variant="subtle"
      aria-label={t('revokeNamed', { name: more === undefined ? name : `${name}, ${more}` })}
      onClick={() => void act('DELETE', path, t('revoked', { name }))}
    >
      {t('revoke')}
    </Button>
  )
}
