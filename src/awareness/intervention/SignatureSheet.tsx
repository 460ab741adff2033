import { useQuery } from '@tanstack/react-query'
import { Award, X } from 'lucide-react'
import { useState } from 'react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import {
  Button,
  Cluster,
  ErrorState,
  Form,
  formatDay,
  IconButton,
  Loading,
  optionsOf,
  plural,
  Select,
  Stack,
  TextArea,
  toast,
} from '#kernel/ui/index.ts'
import { type Audience, audience } from '#vocabulary'
import type { Intervention } from './contract.ts'
import { addSignatures, listSignatures, printCertificate, removeSignature } from './presenceContract.ts'
import { useInterventionAct } from './useInterventions.ts'

/** « Nom » or « Nom, organisation », a line each. */
const linesOf = (text: string, of: Audience) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...rest] = line.split(',')
      return { name: name.trim(), organisation: rest.join(',').trim() || null, audience: of }
    })

/** The names of the signed sheet: copied here, gone on their day. */
export function SignatureSheet({ it }: { it: Intervention }) {
  const sheet = useQuery({
    queryKey: ['signatures', it.id],
    queryFn: ({ signal }) => call(listSignatures, { params: { id: it.id }, signal }),
  })
  const act = useInterventionAct()
  const certificate = (id: string) =>
    void download(printCertificate, { params: { id } }).catch((error) => toast({ text: sentenceOf(error) }))
  if (!sheet.data)
    return sheet.isError ? (
      <ErrorState title={sentenceOf(sheet.error)} onRetry={() => void sheet.refetch()} />
    ) : (
      <Loading label="Lecture des émargements…" lines={3} />
    )
  const { items, purgeOn } = sheet.data
  return (
    <Stack gap={3}>
      {purgeOn && items.length > 0 && (
        <p className="muted small">Ces noms seront effacés le {formatDay(purgeOn)}. Le nombre restera.</p>
      )}
      <ul className="intervention-lines">
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <p>{one.name}</p>
              <span className="muted small">
                {[one.organisation, audience.label(one.audience)].filter(Boolean).join(' · ')}
              </span>
            </div>
            <Cluster gap={2}>
              <Button size="small" icon={Award} onPress={() => certificate(one.id)}>
                Attestation
              </Button>
              <IconButton
                icon={X}
                size="small"
                label={`Retirer ${one.name}`}
                onPress={() =>
                  void act(() => call(removeSignature, { params: { id: one.id } }), 'Ligne retirée.')
                }
              />
            </Cluster>
          </li>
        ))}
      </ul>
      <Copying it={it} />
    </Stack>
  )
}

function Copying({ it }: { it: Intervention }) {
  const [of, setOf] = useState<Audience | null>(it.audiences[0]?.audience ?? null)
  const [text, setText] = useState('')
  const act = useInterventionAct()
  const lines = of ? linesOf(text, of) : []
  const add = async () => {
    if (
      await act(
        () => call(addSignatures, { params: { id: it.id }, input: { lines } }),
        ({ present }) => `${plural(present, 'personne comptée', 'personnes comptées')} par la feuille.`,
      )
    )
      setText('')
  }
  return (
    <Form onSubmit={() => void add()} label="Recopier la feuille signée">
      <Select label="Secteur" options={optionsOf(audience)} value={of} onChange={setOf} />
      <TextArea
        label="Personnes de ce secteur"
        description="Une par ligne : le nom, puis une virgule et l’organisation si elle est connue."
        value={text}
        onChange={setText}
        rows={5}
        maxLength={50_000}
      />
      <div>
        <Button type="submit" isDisabled={lines.length === 0}>
          Ajouter {plural(lines.length, 'ligne', 'lignes')}
        </Button>
      </div>
    </Form>
  )
}
