import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, Cluster, FieldGroup, IconButton, TextField } from '#kernel/ui/index.ts'
import { type Choice, type Locale, wordsIn } from '../shape.ts'
import { WordsField } from './WordsField.tsx'

interface ChoicesEditorProps {
  legend: string
  /** How one of them is called: « réponse », « ligne ». */
  one: string
  choices: readonly Choice[]
  locale: Locale | null
  onChange: (choices: Choice[], said: string) => void
}

function freshCode(choices: readonly Choice[]): string {
  for (let number = choices.length + 1; ; number++) {
    const code = `choix_${number}`
    if (!choices.some(({ value }) => value === code)) return code
  }
}

/** The options of a question, in their order, each with the code under which it is counted. */
export function ChoicesEditor({ legend, one, choices, locale, onChange }: ChoicesEditorProps) {
  const [said, setSaid] = useState('')
  const change = (next: Choice[], words = '') => {
    setSaid(words)
    onChange(next, '')
  }
  const set = (at: number, choice: Choice) => change(choices.map((each, of) => (of === at ? choice : each)))
  const swap = (at: number, step: 1 | -1) => {
    const [moved, other] = [choices[at], choices[at + step]]
    if (!moved || !other) return
    change(
      choices.map((each, of) => (of === at ? other : of === at + step ? moved : each)),
      `${wordsIn(moved.text)} : place ${at + step + 1} sur ${choices.length}.`,
    )
  }
  return (
    <FieldGroup legend={legend}>
      <ol className="choice-list">
        {choices.map((choice, at) => {
          const name = wordsIn(choice.text) || choice.value
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a code being typed may not name its line
            <li key={at} className="choice-row">
              <WordsField
                label={`${one} ${at + 1}`}
                value={choice.text}
                locale={locale}
                maxLength={300}
                onChange={(text) => set(at, { ...choice, text })}
              />
              <TextField
                label={`Code ${at + 1}`}
                value={choice.value}
                onChange={(value) => set(at, { ...choice, value: value.replaceAll(/[^A-Za-z0-9_]/g, '_') })}
                maxLength={60}
              />
              <Cluster gap={1}>
                <IconButton
                  icon={ArrowUp}
                  size="small"
                  label={`Monter ${name}`}
                  onPress={() => swap(at, -1)}
                  isDisabled={at === 0}
                />
                <IconButton
                  icon={ArrowDown}
                  size="small"
                  label={`Descendre ${name}`}
                  onPress={() => swap(at, 1)}
                  isDisabled={at === choices.length - 1}
                />
                <IconButton
                  icon={Trash2}
                  size="small"
                  label={`Retirer ${name}`}
                  onPress={() =>
                    change(
                      choices.filter((_, of) => of !== at),
                      `${name} retirée.`,
                    )
                  }
                  isDisabled={choices.length <= 1}
                />
              </Cluster>
            </li>
          )
        })}
      </ol>
      <div>
        <Button
          size="small"
          icon={Plus}
          onPress={() =>
            change([...choices, { value: freshCode(choices), text: '' }], `Une ${one.toLowerCase()} ajoutée.`)
          }
        >
          Ajouter une {one.toLowerCase()}
        </Button>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </FieldGroup>
  )
}
