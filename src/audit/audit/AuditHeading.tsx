import { Alert, Anchor, Button, Group, Skeleton } from '@mantine/core'
import { useCallback, useEffect, useRef } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { AuditSettings } from './AuditSettings.tsx'
import type { AuditRow } from './audit-row.ts'
import { useAuditSettings } from './audit-settings.web.ts'
import { useAudit } from './audits.web.ts'
import { words } from './page-words.ts'
import { words as settingsWords } from './settings-words.ts'

/** Which audit this is, whose and where; what one can do with it as a whole. */
export function AuditHeading({ token }: { token: string }) {
  const { t } = useWords(words)
  const { data: row } = useAudit(token)
  const heading = useRef<HTMLHeadingElement>(null)
  const takeFocus = useCallback(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <Group justify="space-between" gap="0 16px" mb="sm" mih={56} className="page-head">
        <div>
          {row ? (
            <PageTitle ref={heading} tabIndex={-1}>
              {row.name}
            </PageTitle>
          ) : (
            <Skeleton h={31} w={260} mb={4} />
          )}
          <span className="quiet written">{[row?.client_name, row?.location].filter(Boolean).join(' · ')}</span>
        </div>
        <Group gap="xs">
          <Anchor href={`/field/audit/${token}`} className="row-link">
            {t('field.open')}
          </Anchor>
          {row && <AuditSettings row={row} />}
        </Group>
      </Group>
      {row?.archived && <PutAway row={row} onLeave={takeFocus} />}
    </>
  )
}

function PutAway({ row, onLeave }: { row: AuditRow; onLeave(): void }) {
  const { t } = useWords(settingsWords)
  const { bringBack } = useAuditSettings(row)
  const mayManage = useMay('manage')
  useEffect(() => onLeave, [onLeave])
  return (
    <Alert mb="md" title={t('archived.text')}>
      {mayManage && (
        <Button variant="default" onClick={() => void bringBack()}>
          {t('back')}
        </Button>
      )}
    </Alert>
  )
}
