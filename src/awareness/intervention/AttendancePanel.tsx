import { FileText } from 'lucide-react'
import { useState } from 'react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import {
  Button,
  Cluster,
  FieldRow,
  Form,
  formatDay,
  formatNumber,
  NumberField,
  Panel,
  plural,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { type Audience, attendanceMethod, audience } from '#vocabulary'
import type { Intervention } from './contract.ts'
import { countAttendance, printSignatureSheet } from './presenceContract.ts'
import { SignatureSheet } from './SignatureSheet.tsx'
import { useInterventionAct } from './useInterventions.ts'

/** Who was expected, who came, by sector. */
export function AttendancePanel({ it, mayWrite }: { it: Intervention; mayWrite: boolean }) {
  const [open, setOpen] = useState<'count' | 'sheet' | null>(null)
  const isHeld = it.status === 'held'
  const present = it.audiences.reduce((sum, one) => sum + (one.present ?? 0), 0)
  const expected = it.audiences.reduce((sum, one) => sum + one.expected, 0)
  const print = () =>
    void download(printSignatureSheet, { params: { id: it.id } }).catch((error) =>
      toast({ text: sentenceOf(error) }),
    )
  const lead = it.countedAt
    ? `${plural(present, 'personne présente', 'personnes présentes')}. ${it.attendanceMethod ? attendanceMethod.label(it.attendanceMethod) : ''}, noté le ${formatDay(it.countedAt)} par ${it.countedBy ?? 'un compte fermé'}.`
    : expected > 0
      ? `${plural(expected, 'personne attendue', 'personnes attendues')}.`
      : undefined
  return (
    <Panel title="Public" lead={lead}>
      <Stack gap={3}>
        {it.audiences.length === 0 ? (
          <p className="muted">Aucun secteur n’est encore noté.</p>
        ) : (
          <div className="evaluation-scroll">
            <table className="evaluation-table">
              <caption className="visually-hidden">Personnes attendues et présentes, par secteur</caption>
              <thead>
                <tr>
                  <th scope="col">Secteur</th>
                  <th scope="col">Attendus</th>
                  <th scope="col">Présents</th>
                </tr>
              </thead>
              <tbody>
                {it.audiences.map((one) => (
                  <tr key={one.audience}>
                    <th scope="row">{audience.label(one.audience)}</th>
                    <td>{formatNumber(one.expected)}</td>
                    <td>{one.present === null ? '–' : formatNumber(one.present)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {mayWrite && it.status !== 'cancelled' && (
          <Cluster gap={2}>
            {it.startsAt && (
              <Button icon={FileText} onPress={print}>
                Feuille à signer (PDF)
              </Button>
            )}
            {isHeld && it.signatures === 0 && (
              <Button
                variant={it.countedAt ? undefined : 'primary'}
                onPress={() => setOpen(open === 'count' ? null : 'count')}
              >
                Compter par secteur
              </Button>
            )}
            {isHeld && (
              <Button onPress={() => setOpen(open === 'sheet' ? null : 'sheet')}>
                {it.signatures > 0
                  ? `Émargements (${formatNumber(it.signatures)})`
                  : 'Recopier la feuille signée'}
              </Button>
            )}
          </Cluster>
        )}
        {open === 'count' && it.signatures === 0 && <Counting it={it} onDone={() => setOpen(null)} />}
        {open === 'sheet' && <SignatureSheet it={it} />}
      </Stack>
    </Panel>
  )
}

/** A number for each sector; what is left empty is nobody. */
function Counting({ it, onDone }: { it: Intervention; onDone: () => void }) {
  const [given, setGiven] = useState<Partial<Record<Audience, number | null>>>(() =>
    Object.fromEntries(it.audiences.map((one) => [one.audience, one.present])),
  )
  const act = useInterventionAct()
  const save = async () => {
    const present = audience.codes.map((code) => ({ audience: code, present: given[code] ?? 0 }))
    const counted = await act(
      () =>
        call(countAttendance, {
          params: { id: it.id },
          version: it.version,
          input: { present: present.filter((row) => row.present > 0 || given[row.audience] !== undefined) },
        }),
      (done) => `${plural(done.present, 'personne comptée', 'personnes comptées')}.`,
    )
    if (counted) onDone()
  }
  return (
    <Form onSubmit={() => void save()} label="Compter par secteur">
      <FieldRow>
        {audience.codes.map((code) => (
          <NumberField
            key={code}
            label={audience.label(code)}
            value={given[code] ?? null}
            onChange={(value) => setGiven({ ...given, [code]: value })}
            max={100_000}
          />
        ))}
      </FieldRow>
      <Cluster>
        <Button
          variant="primary"
          type="submit"
          isDisabled={Object.values(given).every((value) => value === undefined)}
        >
          Enregistrer
        </Button>
        <Button onPress={onDone}>Annuler</Button>
      </Cluster>
    </Form>
  )
}
