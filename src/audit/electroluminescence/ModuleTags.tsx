import { useWords } from '#kernel/ui/i18n.web.ts'
import { DEFECT_TAGS, type DefectTag, tagField } from './defect-tag.ts'
import { fieldChange, tagsOf } from './module.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'

/** What was recognised, as many as needed beside the one status. */
export function ModuleTags({ room, id, act }: ModuleView) {
  const { t, language } = useWords(words)
  const set = new Set(tagsOf(room, id))
  const tags = Object.keys(DEFECT_TAGS) as DefectTag[]
  if (act === null) return <TagsRead tags={tags.filter(tag => set.has(tag))} />
  const toggle = (tag: string) => void act([fieldChange(room, 'module', id, tagField(tag), set.has(tag) ? null : true)])
  return (
    <section>
      <h3>{t('sheet.tags')}</h3>
      <div className="tag-buttons">
        {tags.map(tag => (
          <button key={tag} type="button" aria-pressed={set.has(tag)} onClick={() => toggle(tag)}>
            {DEFECT_TAGS[tag][language]}
          </button>
        ))}
      </div>
    </section>
  )
}

function TagsRead({ tags }: { tags: DefectTag[] }) {
  const { t, language } = useWords(words)
  if (tags.length === 0) return null
  return (
    <section>
      <h3>{t('sheet.tags')}</h3>
      {tags.map(tag => DEFECT_TAGS[tag][language]).join(', ')}
    </section>
  )
}
