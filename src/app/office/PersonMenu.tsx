import { ActionIcon, Anchor, Stack, Text } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { LanguageSwitch, ThemeSwitch } from '#kernel/ui/Preferences.tsx'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { words } from './words.ts'

/** Who is signed in, how the screen looks and speaks, the way out. */
export function PersonMenu() {
  const [opened, setOpened] = useState(false)
  const { t } = useWords(words)
  return (
    <>
      <ActionIcon aria-label={t('person.open')} aria-haspopup="dialog" onClick={() => setOpened(true)}>
        <IconUserCircle aria-hidden />
      </ActionIcon>
      <Sheet opened={opened} onClose={() => setOpened(false)} title={t('preferences')}>
        <Stack>
          <ThemeSwitch />
          <LanguageSwitch />
          <Anchor href="/field/">{t('field')}</Anchor>
          <Text c="dimmed" size="sm">
            Courant
          </Text>
        </Stack>
      </Sheet>
    </>
  )
}
