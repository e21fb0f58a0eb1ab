import { ActionIcon, Anchor, Stack, Text } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { LanguageSwitch, ThemeSwitch } from '#kernel/ui/Preferences.tsx'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { PersonAccess } from './access/PersonAccess.tsx'
import { words as accessWords } from './access/words.ts'
import { words } from './words.ts'

/** Who is signed in, how the screen looks and speaks, the way out. */
export function PersonMenu() {
  const [opened, setOpened] = useState(false)
  const { t } = useWords(words)
  const { t: access } = useWords(accessWords)
  const { data: me } = useMe()
  return (
    <>
      <ActionIcon aria-label={t('person.open')} aria-haspopup="dialog" onClick={() => setOpened(true)}>
        <IconUserCircle aria-hidden />
      </ActionIcon>
      <Sheet opened={opened} onClose={() => setOpened(false)} title={me?.name ?? t('preferences')}>
        <Stack>
          {me && <Text c="dimmed">{[me.organisation.name, access(`role.${me.role}`), me.email].filter(Boolean).join(' · ')}</Text>}
          <ThemeSwitch />
          <LanguageSwitch />
          <Anchor href="/field/" className="row-link">
            {t('field')}
          </Anchor>
          {me && <PersonAccess me={me} onLeave={() => setOpened(false)} />}
        </Stack>
      </Sheet>
    </>
  )
}
