import { Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useWords } from './i18n.web.ts'
import { Sheet } from './Sheet.tsx'
import { keyNames } from './shortcut.ts'
import { useListedShortcuts, useShortcuts } from './shortcut.web.ts'
import { words } from './words.ts'

/** The list behind `?`: whatever acts on the page of the moment. */
export function ShortcutHelp() {
  const [opened, setOpened] = useState(false)
  const { t, language } = useWords(words)
  useShortcuts([{ keys: '?', label: t('shortcuts.help'), run: () => setOpened(true) }])
  const shortcuts = useListedShortcuts()
  return (
    <Sheet opened={opened} onClose={() => setOpened(false)} title={t('shortcuts.title')} place="centre">
      <Stack gap={8}>
        {shortcuts.map(shortcut => (
          <Group key={`${shortcut.keys} ${shortcut.label}`} justify="space-between" wrap="nowrap">
            <Text>{shortcut.label}</Text>
            <Group gap={4} wrap="nowrap">
              {shortcut.keys.split(' ').map(key => (
                <kbd key={key} className="key">
                  {keyNames(key, language)}
                </kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Sheet>
  )
}
