import { useWords } from '#kernel/ui/i18n.web.ts'
import { DEFECT_TAGS, type DefectTag, tagField } from './defect-tag.ts'
import { fieldChange, tagsOf } from './module.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'

/** What was recognised, as many as needed beside the one status. */
export function ModuleTags({ room, id, act }: ModuleView) {
  const { t, language } = useWords(words)
  const set = new Set(tagsOf(room, id))
  const toggle = (tag: string) => void act([fieldChange(room, 'module', id, tagField(tag), set.has(tag) ? null : true)])
  return (
    <section>
      <h3>{t('sheet.tags')}</h3>
      <div className="tag-buttons">
        {(Object.keys(DEFECT_TAGS) as DefectTag[]).map(tag => (
          <button key={tag} type="button" aria-pressed={set.has(tag)} onClick={() => toggle(tag)}>
            {DEFECT_TAGS[tag][language]}
          </button>
        ))}
      </div>
    </section>
  )
}
