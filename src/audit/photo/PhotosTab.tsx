import { Button, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useAuditAddress } from '../audit/audit-tab.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { PhotoCard } from './PhotoCard.tsx'
import { photosOf } from './photo.ts'
import { words } from './words.ts'
import './photo.css'

const PAGE = 60

/** Every photo of the audit, in the order they were taken. */
export function PhotosTab() {
  const { t } = useWords(words)
  const { room } = useOpenAudit()
  const { showTab } = useAuditAddress()
  const [most, setMost] = useState(PAGE)
  const photos = photosOf(room)
  if (photos.length === 0) {
    return (
      <EmptyState title={t('empty.title')} action={<Button onClick={() => showTab('plan')}>{t('empty.action')}</Button>}>
        {t('empty.text')}
      </EmptyState>
    )
  }
  return (
    <>
      <Title order={2}>{t('title')}</Title>
      <Text c="dimmed" role="status" mb="sm">
        {t('count', { count: photos.length })}
      </Text>
      <ul className="photo-wall">
        {photos.slice(0, most).map(photo => (
          <PhotoCard key={photo.id} photo={photo} named />
        ))}
      </ul>
      {photos.length > most && (
        <Button mt="md" variant="default" onClick={() => setMost(most + PAGE)}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
