import { TextInput } from '@mantine/core'
import { useDeferredValue, useEffect, useState } from 'react'
import { type AuditRow, matchingAudits } from '#audit/audit/audit-row.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { sentenceOf } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { LanguageSwitch, ThemeSwitch } from '#kernel/ui/Preferences.tsx'
import { usePageTitle } from '#kernel/ui/page-title.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { useAudits } from './audits.web.ts'
import { ClosedHere } from './ClosedHere.tsx'
import { isNamed, unsentFirst } from './field-rows.ts'
import { LeftByOthers } from './LeftByOthers.tsx'
import { type LeftHere, useLeftByAudit } from './left-here.web.ts'
import { sendWaiting } from './open-field-room.web.ts'
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
  const { audits: listed, here, refusal, waiting } = useAudits(useDeferredValue(text))
  const left = useLeftByAudit()
  useEffect(() => void sendWaiting(left.keys()), [left])
  const audits = unsentFirst(listed, new Set(left.keys()))
  const found = matchingAudits(audits, text, 'all')
  const isHere = ({ audit_token }: AuditRow) => here.has(audit_token) || left.has(audit_token)
  // The sentence of the server speaks to programs too, of keys and heads.
  const whyNot = (error: Refusal) => {
    if (error.code === 'sign-in-needed') return t('list.signedOut')
    return error.code === 'no-network' ? t('list.offline') : sentenceOf(error)
  }
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
            {whyNot(refusal)}{' '}
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
        <Rows title={t('list.here')} rows={found.filter(isHere)} left={left} />
        <Rows title={t('list.others')} rows={found.filter(row => !isHere(row))} left={left} />
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

interface RowsProps {
  title: string
  rows: readonly AuditRow[]
  left: ReadonlyMap<string, LeftHere>
}

function Rows({ title, rows, left }: RowsProps) {
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {rows.map(row => (
          <li key={row.audit_token}>
            <Row row={row} left={left.get(row.audit_token)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ row, left }: { row: AuditRow; left: LeftHere | undefined }) {
  const { t } = useWords(words)
  const address = addressOf(row.audit_token)
  return (
    <a
      href={address}
      onClick={event => {
        event.preventDefault()
        goTo(address)
      }}
    >
      <strong>{row.name}</strong>
      <span>{[row.client_name, row.location, row.archived && t('list.archived')].filter(Boolean).join(' · ')}</span>
      {isNamed(row) && (
        <>
          <span>{row.total_modules === 0 ? t('list.bare') : t('list.done', { done: row.done_modules, total: row.total_modules })}</span>
          <progress aria-hidden value={row.done_modules} max={Math.max(1, row.total_modules)} />
        </>
      )}
      {left && (
        <em>
          {[left.changes > 0 && t('only', { count: left.changes }), left.photos > 0 && t('onlyPhotos', { count: left.photos })]
            .filter(Boolean)
            .join(' · ')}
        </em>
      )}
    </a>
  )
}
