import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Banner, Button, Dialog, Form, optionsOf, plural, Select, TextArea } from '#kernel/ui/index.ts'
import { type QuestionnaireAddressee, questionnaireAddressee } from '#vocabulary'
import { addPeople, type Campaign } from './contract.ts'
import { useCampaignAct } from './useCampaignActs.ts'

interface Faulty {
  readonly line: number
  readonly sentence: string
}

/** People pasted from a list, one a line: « 33 ; Ondine Fictif ; ondine@service.example ; Responsable ». */
export function PeopleDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { act, isPending } = useCampaignAct()
  const asked = campaign.surveys.map(({ addressee }) => addressee)
  const [addressee, setAddressee] = useState<QuestionnaireAddressee | null>(asked[0] ?? null)
  const [text, setText] = useState('')
  const [faults, setFaults] = useState<readonly Faulty[]>([])
  const [key, setKey] = useState(newId)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const add = async () => {
    if (!addressee) return
    const read = lines.map((line) => line.split(/[;\t]/).map((cell) => cell.trim()))
    const short = read.flatMap(([authority, name], at) =>
      authority && name ? [] : [{ line: at + 1, sentence: 'Il faut au moins le territoire et le nom.' }],
    )
    if (short.length > 0) return setFaults(short)
    setFaults([])
    await act(async () => {
      const people = read.map(([authority = '', name = '', email, job]) => ({
        authority,
        name,
        email: email || null,
        job: job || null,
        addressee,
      }))
      const { added, unknown } = await call(addPeople, {
        params: { id: campaign.id },
        input: { people },
        key,
      })
      setKey(newId())
      setFaults(unknown)
      setText(unknown.map(({ line }) => lines[line - 1] ?? '').join('\n'))
      if (unknown.length === 0) onClose()
      return plural(added, 'personne ajoutée.', 'personnes ajoutées.')
    })
  }
  return (
    <Dialog
      title="Ajouter des personnes"
      lead="Coordonnées professionnelles seulement. Une personne qui a une adresse est invitée dès que la campagne est lancée."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      footer={
        <>
          <Button onPress={onClose}>Fermer</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={lines.length === 0}
            onPress={() => void add()}
          >
            {`Ajouter ${plural(lines.length, 'personne', 'personnes')}`}
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void add()}>
        {faults.length > 0 && (
          <Banner
            tone="attention"
            title="Ces lignes n’ont pas été ajoutées. Corrigez-les, puis recommencez."
            isLive
          >
            <ul>
              {faults.map(({ line, sentence }) => (
                <li key={line}>
                  Ligne {line} : {sentence}
                </li>
              ))}
            </ul>
          </Banner>
        )}
        <Select
          label="Pour répondre en tant que"
          options={optionsOf(questionnaireAddressee, asked)}
          value={addressee}
          onChange={setAddressee}
        />
        <TextArea
          label="Une personne par ligne"
          description="Numéro du département ou nom de la collectivité ; nom ; courriel ; fonction. Collez depuis un tableur : les tabulations conviennent."
          value={text}
          onChange={setText}
        />
      </Form>
    </Dialog>
  )
}
