import { TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { type AuditRow, matchingAudits } from '#audit/audit/audit-row.ts'
import { sentenceOf } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { LanguageSwitch, ThemeSwitch } from '#kernel/ui/Preferences.tsx'
import { usePageTitle } from '#kernel/ui/page-title.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { useAudits } from './audits.web.ts'
import { ClosedHere } from './ClosedHere.tsx'
import { LeftByOthers } from './LeftByOthers.tsx'
import { addressOf, goTo, signInAddress } from './place.web.ts'
import { SignOut } from './SignOut.tsx'
import { words } from './words.ts'
import './audit-list.css'

/** More than that are looked through by typing. */
const AT_A_GLANCE = 6

export function AuditList() {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  usePageTitle(t('title'))
  const { audits, here, refusal, waiting } = useAudits(useDeferredValue(text))
  const found = matchingAudits(audits, text, 'all')
  const kept = found.filter(row => here.has(row.audit_token))
  const others = found.filter(row => !here.has(row.audit_token))
  if (refusal?.code === 'link-revoked') return <ClosedHere error={refusal} />
  return (
    <div className="audit-list">
      <header>
        <h1>{t('title')}</h1>
        <a className="link" href="/">
          {t('list.office')}
        </a>
      </header>
      <main>
        {refusal && (
          <p className="warning" role="status">
            {refusal.code === 'no-network' ? t('list.offline') : sentenceOf(refusal)}{' '}
            {refusal.status === 401 && (
              <a className="link" href={signInAddress()}>
                {t('list.signin')}
              </a>
            )}
          </p>
        )}
        <LeftByOthers />
        {audits.length > AT_A_GLANCE && (
          <TextInput
            label={t('list.search')}
            type="search"
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            error={found.length === 0 && t('list.none')}
          />
        )}
        <Rows title={t('list.here')} rows={kept} />
        <Rows title={t('list.others')} rows={others} />
        {waiting && audits.length === 0 && <Waiting rows={4} height={72} />}
        {!waiting && audits.length === 0 && <EmptyState title={t('list.empty')}>{t('list.empty.text')}</EmptyState>}
        <div className="menu">
          <ThemeSwitch />
          <LanguageSwitch />
          {refusal?.status !== 401 && <SignOut />}
        </div>
      </main>
    </div>
  )
}

function Rows({ title, rows }: { title: string; rows: readonly AuditRow[] }) {
  const { t } = useWords(words)
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {rows.map(row => (
          <li key={row.audit_token}>
            <a
              href={addressOf(row.audit_token)}
              onClick={event => {
                event.preventDefault()
                goTo(addressOf(row.audit_token))
              }}
            >
              <strong>{row.name}</strong>
              <span>{[row.client_name, row.location].filter(Boolean).join(' · ')}</span>
              <span>{row.total_modules === 0 ? t('list.bare') : t('list.done', { done: row.done_modules, total: row.total_modules })}</span>
              <progress aria-hidden value={row.done_modules} max={Math.max(1, row.total_modules)} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
