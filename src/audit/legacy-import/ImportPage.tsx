import { Button, FileButton, Group, Paper, Text, Title } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditNav } from '../audit/AuditNav.tsx'
import type { ImportFile } from './export-format.ts'
import type { ImportPreview } from './import-preview.ts'
import { words } from './office-words.ts'
import { PreviewOfImport } from './PreviewOfImport.tsx'

/** Older files: dropped, shown, then imported. */
export function Page() {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const [files, setFiles] = useState<ImportFile[]>([])
  const preview = useMutation({
    mutationFn: (read: ImportFile[]) => ask<ImportPreview>('POST', '/api/audits/import/preview', { files: read }),
  })
  const take = useMutation({
    mutationFn: () => ask<ImportPreview>('POST', '/api/audits/import', { files }),
    onSuccess: () => {
      showNotice(t('imported'))
      void queries.invalidateQueries()
    },
  })
  const open = async (chosen: File[]) => {
    const read = await Promise.all(chosen.map(async file => ({ name: file.name, text: await file.text() })))
    take.reset()
    setFiles(read)
    preview.mutate(read)
  }
  const shown = take.data ?? preview.data
  const error = take.error ?? preview.error
  return (
    <>
      <AuditNav />
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed" mb="md">
        {t('lead')}
      </Text>
      <DropPlace open={chosen => void open(chosen)} names={files.map(file => file.name)} />
      {preview.isPending && <Waiting rows={4} />}
      {error && <ErrorState error={error} />}
      {shown && !preview.isPending && (
        <PreviewOfImport preview={shown} done={take.data !== undefined} busy={take.isPending} onImport={() => take.mutate()} />
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
