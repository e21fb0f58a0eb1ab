import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { RowGap } from '#kernel/ui/RowGap.tsx'
import { useVisibleRows } from '#kernel/ui/visible-rows.web.ts'
import { useAuditAddress } from '../audit/audit-tab.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { tagName } from './defect-tag.ts'
import type { ModuleFilter, ModuleRow, Sort } from './module-list.ts'
import { words } from './office-words.ts'
import { StatusMark } from './StatusMark.tsx'

const ROW = 48

interface Props {
  rows: ModuleRow[]
  filter: ModuleFilter
  change(part: Partial<ModuleFilter>): void
}

/** A table of any length: only the rows near the eye exist. */
export function ModuleTable({ rows, filter, change }: Props) {
  const { t } = useWords(words)
  const { first, last, before, after, onScroll } = useVisibleRows(rows.length, ROW, innerHeight)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="module-frame" onScroll={onScroll} tabIndex={0} aria-label={t('modules.module')}>
      <table className="module-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <SortHead sort="module" label={t('modules.module')} filter={filter} change={change} />
            <SortHead sort="status" label={t('modules.status')} filter={filter} change={change} />
            <SortHead sort="severity" label={t('modules.severity')} filter={filter} change={change} className="wide figure" />
            <th className="wide">{t('modules.tags')}</th>
            <th className="wide">{t('modules.comment')}</th>
            <th className="roomy">{t('modules.by')}</th>
            <SortHead sort="when" label={t('modules.when')} filter={filter} change={change} className="wide" />
          </tr>
        </thead>
        <tbody>
          <RowGap height={before} columns={7} />
          {rows.slice(first, last).map((row, index) => (
            <ModuleLine key={row.id} row={row} rank={first + index + 2} />
          ))}
          <RowGap height={after} columns={7} />
        </tbody>
      </table>
    </section>
  )
}

function SortHead({
  sort,
  label,
  filter,
  change,
  className = '',
}: { sort: Sort; label: string; className?: string } & Omit<Props, 'rows'>) {
  const { t } = useWords(words)
  const active = filter.sort === sort
  const direction = filter.descending ? 'descending' : 'ascending'
  return (
    <th aria-sort={active ? direction : 'none'} className={className}>
      <button
        type="button"
        title={t('modules.sort', { column: label })}
        onClick={() => change({ sort, descending: active && !filter.descending })}
      >
        {label} <span aria-hidden>{active ? (filter.descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  )
}

function ModuleLine({ row, rank }: { row: ModuleRow; rank: number }) {
  const { t, language } = useWords(words)
  const { openModule } = useAuditAddress()
  const { nameOf } = useOpenAudit()
  const tags = row.tags.map(tag => tagName(tag, language)).join(', ')
  const who = row.by === null ? '' : nameOf(row.by)
  return (
    <tr aria-rowindex={rank} style={{ height: ROW }}>
      <td>
        <button type="button" className="as-link" onClick={() => openModule(row.id)}>
          {row.id}
        </button>
      </td>
      <td>
        <StatusMark status={row.status} named />
        {row.contested && <b className="to-confirm"> {t('modules.contested')}</b>}
      </td>
      <td className="wide figure">{row.severity < 0 ? '–' : row.severity}</td>
      <td className="wide cut" title={tags}>
        {tags}
      </td>
      <td className="wide cut long" title={row.comment}>
        {row.comment}
      </td>
      <td className="roomy cut quiet" title={who}>
        {who}
      </td>
      <td className="wide together quiet">{row.at !== null && instant(row.at, language)}</td>
    </tr>
  )
}
