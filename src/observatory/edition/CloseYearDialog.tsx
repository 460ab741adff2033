import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  DateRangeField,
  Dialog,
  Form,
  NumberField,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { closeEdition, type EditionRow } from './contract.ts'

/** Closes a year; over `superseded`, corrects an edition by another. */
export function CloseYearDialog({
  superseded,
  onClose,
}: {
  readonly superseded?: EditionRow | undefined
  readonly onClose: () => void
}) {
  const last = new Date().getFullYear() - 1
  const [key] = useState(newId)
  const [year, setYear] = useState<number | null>(superseded?.year ?? last)
  const [title, setTitle] = useState(superseded ? `${superseded.title}, corrigée` : `Année ${last}`)
  const [range, setRange] = useState<{ from: string | null; to: string | null }>({
    from: superseded?.from ?? `${last}-01-01`,
    to: superseded?.to ?? `${last}-12-31`,
  })
  const [erratum, setErratum] = useState('')
  const [error, setError] = useState<unknown>()
  const [isPending, setPending] = useState(false)
  const queries = useQueryClient()
  const router = useRouter()
  const faultOf = (field: string) => (error instanceof RefusalError ? error.of(field) : undefined)
  const isReady = year !== null && range.from !== null && range.to !== null && title.trim() !== ''
  const close = async () => {
    if (!isReady || isPending) return
    setPending(true)
    setError(undefined)
    try {
      const input = {
        year,
        title,
        from: range.from ?? '',
        to: range.to ?? '',
        supersedes: superseded?.id ?? null,
        erratum: superseded ? erratum : null,
      }
      const { id } = await call(closeEdition, { input, key })
      await queries.invalidateQueries({ queryKey: ['editions'] })
      toast({ text: 'L’année est close : ses chiffres ne bougeront plus.' })
      onClose()
      await router.navigate({ to: '/bureau/editions/$id', params: { id } })
    } catch (failure) {
      setError(failure)
    } finally {
      setPending(false)
    }
  }
  return (
    <Dialog
      title={superseded ? 'Publier un erratum' : 'Clore une année'}
      lead="Les chiffres de la période sont figés tels qu’ils sont aujourd’hui. Cela ne se défait pas : une erreur se corrige par un erratum."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} isDisabled={!isReady} onPress={() => void close()}>
            {superseded ? 'Clore de nouveau' : 'Clore l’année'}
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void close()}>
        {error !== undefined && <Banner tone="danger" title={sentenceOf(error)} isLive />}
        <NumberField
          label="Année"
          description="Celle de son adresse publique."
          value={year}
          onChange={setYear}
          isDisabled={superseded !== undefined}
          error={faultOf('year')}
        />
        <TextField label="Titre" value={title} onChange={setTitle} error={faultOf('title')} />
        <DateRangeField legend="Période" value={range} onChange={setRange} error={faultOf('to')} />
        {superseded && (
          <TextArea
            label="Ce que cet erratum corrige"
            description="Cette phrase sera publiée."
            value={erratum}
            onChange={setErratum}
            error={faultOf('erratum')}
          />
        )}
      </Form>
    </Dialog>
  )
}
