import { Banner, Conflict, Dialog, Stack } from '#kernel/ui/index.ts'
import { surveyQuestionKind } from '#vocabulary'
import { optionsOfQuestion } from '../answers.ts'
import { kindOf } from '../kinds.ts'
import { type Question, questionsOf, type Survey, wordsIn } from '../shape.ts'
import type { DraftClash } from '../useDraft.ts'

interface DraftConflictProps {
  clash: DraftClash
  onResolve: (theirs: readonly string[]) => void
}

const find = (survey: Survey, name: string) => questionsOf(survey).find((question) => question.name === name)

function Wording({ question }: { question: Question | undefined }) {
  if (!question) return <em>Question retirée.</em>
  const options = optionsOfQuestion(question).map(({ text }) => wordsIn(text))
  return (
    <>
      <strong>{wordsIn(question.title)}</strong>
      <br />
      {wordsIn(question.description)} {surveyQuestionKind.label(kindOf(question))}
      {options.length > 0 && `\u00a0: ${options.join(', ')}`}
    </>
  )
}

/** Questions that two people changed at the same time, to choose between; everything else is already brought together. */
export function DraftConflict({ clash, onResolve }: DraftConflictProps) {
  const { now, merged, names } = clash
  const by = now.changedBy ?? 'Une autre personne'
  const keepMine = () => onResolve([])
  return (
    <Dialog
      title="Deux versions se rencontrent"
      isOpen
      onOpenChange={(isOpen) => !isOpen && keepMine()}
      size="large"
    >
      <Stack>
        <Banner tone="attention" title={`${by} vient de modifier ce brouillon.`} isLive>
          Choisissez ce qui reste pour chaque question. Tout le reste est gardé, des deux côtés. Fermer garde
          votre saisie.
        </Banner>
        <Conflict
          fields={names.map((name) => ({
            name,
            label: wordsIn((find(merged, name) ?? find(now.content, name))?.title) || name,
            mine: <Wording question={find(merged, name)} />,
            theirs: <Wording question={find(now.content, name)} />,
          }))}
          theirsBy={by}
          theirsAt={now.changedAt}
          onResolve={(choice) => onResolve(names.filter((name) => choice[name] === 'theirs'))}
          onCancel={keepMine}
        />
      </Stack>
    </Dialog>
  )
}
