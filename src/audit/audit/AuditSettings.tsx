import { ActionIcon, Button, Text } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { QuickForm } from '#kernel/ui/QuickForm.tsx'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { LONGEST_NAME } from '../name.ts'
import type { AuditRow } from './audit-row.ts'
import { useAuditSettings } from './audit-settings.web.ts'
import { words } from './settings-words.ts'

/** The audit as a whole: its name, and whether the lists show it. Nothing for whoever may not change them. */
export function AuditSettings({ row }: { row: AuditRow }) {
  const { t } = useWords(words)
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  if (!useMay('manage')) return null
  return (
    <>
      <ActionIcon aria-label={t('open')} aria-haspopup="dialog" onClick={() => setOpened(true)}>
        <IconSettings aria-hidden />
      </ActionIcon>
      <Sheet opened={opened} onClose={close} title={t('open')}>
        <Settings row={row} close={close} />
      </Sheet>
    </>
  )
}

function Settings({ row, close }: { row: AuditRow; close(): void }) {
  const { t } = useWords(words)
  const { rename, archive } = useAuditSettings(row)
  const act = async ({ name }: { name: string }) => {
    const said = await rename(name)
    close()
    return said
  }
  const putAway = () => {
    close()
    void archive()
  }
  return (
    <>
      <QuickForm
        fields={[{ name: 'name', label: t('name'), required: true, maxLength: LONGEST_NAME, value: row.name }]}
        submit={t('rename')}
        act={act}
      />
      {!row.archived && (
        <>
          <Text mb="sm">{t('archive.text')}</Text>
          <Button variant="default" onClick={putAway}>
            {t('archive')}
          </Button>
        </>
      )}
    </>
  )
}
