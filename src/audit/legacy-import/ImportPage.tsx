import { Button, FileButton, Group, Paper, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { AuditNav } from '../audit/AuditNav.tsx'
import type { ImportFile } from './export-format.ts'
import { startRun, useImportRun } from './import-under-way.web.ts'
import { words } from './office-words.ts'
import { PreviewOfImport } from './PreviewOfImport.tsx'
import { RunProgress } from './RunProgress.tsx'

/** Older files: dropped, shown, then imported. */
export function Page() {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const run = useImportRun()
  const open = async (chosen: File[]) => {
    const read = await Promise.all(chosen.map(async file => ({ name: file.name, text: await file.text() })))
    if (read.length > 0) void startRun('preview', read)
  }
  const take = async (files: ImportFile[]) => {
    if (!(await startRun('import', files))) return
    showNotice(t('imported'))
    void queries.invalidateQueries()
  }
  const names = run?.files.map(file => file.name) ?? []
  return (
    <>
      <AuditNav />
      <PageTitle>{t('title')}</PageTitle>
      <Text c="dimmed" mb="md">
        {t('lead')}
      </Text>
      {run && !run.ended ? <RunProgress run={run} names={names} /> : <DropPlace open={chosen => void open(chosen)} names={names} />}
      {run?.error ? <ErrorState error={run.error} kept={t('run.kept')} /> : null}
      {run?.shown && (
        <PreviewOfImport
          preview={run.shown}
          done={run.work === 'import' && run.ended && !run.error}
          busy={!run.ended}
          onImport={() => void take(run.files)}
        />
      )}
    </>
  )
}

function DropPlace({ open, names }: { open(files: File[]): void; names: string[] }) {
  const { t } = useWords(words)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    open([...event.dataTransfer.files])
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <Paper withBorder p="lg" mb="md" className="drop" data-over={over} onDrop={drop} onDragOver={drag} onDragLeave={() => setOver(false)}>
      <Group justify="center">
        <IconFileImport aria-hidden />
        <Text>{names.length > 0 ? t('files', { names: names.join(', ') }) : t('drop')}</Text>
        <FileButton multiple accept="application/json,.json" onChange={open}>
          {props => (
            <Button variant="default" {...props}>
              {names.length > 0 ? t('again') : t('pick')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Paper>
  )
}
