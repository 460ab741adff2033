import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  type DateRange,
  DateRangeField,
  Dialog,
  FieldRow,
  Form,
  Loading,
  NumberField,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { type Departement, questionnaireAddressee } from '#vocabulary'
import { authoritiesOf, CampaignAsked, type Surveys, usualSurveys } from './CampaignAsked.tsx'
import { createCampaign, readCampaignChoices } from './contract.ts'
import { todayInParis } from './state.ts'

const usual = {
  purpose:
    'La plateforme nationale de lutte contre la prostitution des mineurs demande à chaque territoire qui fait quoi, ce qui existe et ce qui manque, pour orienter les appels et rapprocher les partenaires.',
  readers:
    'Les cartographes de la plateforme lisent les réponses. Les résultats publiés ne disent rien d’un service en particulier.',
}

/** A campaign to prepare: nothing leaves before it is launched. */
export function NewCampaignDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const client = useQueryClient()
  const choices = useQuery({ queryKey: ['campaigns', 'choices'], queryFn: () => call(readCampaignChoices) })
  const year = Number(todayInParis().slice(0, 4))
  const [name, setName] = useState(`Enquête nationale ${year}`)
  const [words, setWords] = useState({ ...usual, contact: '' })
  const [minutes, setMinutes] = useState<number | null>(30)
  const [period, setPeriod] = useState<DateRange>({ from: todayInParis(), to: null })
  const [chosen, setChosen] = useState<Surveys | null>(null)
  const [departements, setDepartements] = useState<Departement[]>([])
  const [fault, setFault] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const [key] = useState(newId)
  const { data } = choices
  const surveys = chosen ?? (data ? usualSurveys(data) : {})
  const asked = questionnaireAddressee.codes.flatMap((addressee) => {
    const versionId = surveys[addressee]
    return versionId ? [{ addressee, versionId }] : []
  })
  const of = (field: string) => (fault instanceof RefusalError ? fault.of(field) : undefined)
  const create = async () => {
    if (!data || !period.from || !period.to || !minutes) return
    setPending(true)
    setFault(null)
    try {
      const { id } = await call(createCampaign, {
        key,
        input: {
          name,
          year: Number(period.from.slice(0, 4)),
          ...words,
          minutes,
          opensOn: period.from,
          closesOn: period.to,
          surveys: asked,
          ...(departements.length > 0 && {
            authorityIds: authoritiesOf(data, departements).map(({ id }) => id),
          }),
        },
      })
      await client.invalidateQueries({ queryKey: ['campaigns'] })
      onClose()
      router.history.push(`/bureau/campagnes/${id}`)
    } catch (error) {
      setFault(error)
    } finally {
      setPending(false)
    }
  }
  const isReady = name.trim() && words.contact.trim() && period.from && period.to && asked.length > 0
  return (
    <Dialog
      title="Préparer une campagne"
      lead="Rien ne part avant le lancement : vous ajouterez d’abord les personnes à inviter."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} isDisabled={!isReady} onPress={() => void create()}>
            Préparer
          </Button>
        </>
      }
    >
      {!data ? (
        choices.isError ? (
          <Banner tone="attention" title={sentenceOf(choices.error)} isLive />
        ) : (
          <Loading label="Lecture des questionnaires publiés…" />
        )
      ) : (
        <Form onSubmit={() => void create()}>
          {fault !== null && <Banner tone="attention" title={sentenceOf(fault)} isLive />}
          <FieldRow>
            <TextField
              label="Nom"
              value={name}
              onChange={setName}
              error={of('name')}
              isRequired
              maxLength={160}
            />
            <NumberField
              label="Durée estimée"
              value={minutes}
              onChange={setMinutes}
              min={1}
              max={600}
              suffix="min"
            />
          </FieldRow>
          <DateRangeField
            legend="Période, dernier jour inclus"
            value={period}
            onChange={setPeriod}
            error={of('closesOn')}
          />
          <CampaignAsked
            choices={data}
            surveys={surveys}
            onSurveys={setChosen}
            departements={departements}
            onDepartements={setDepartements}
          />
          <TextArea
            label="Qui demande, et pourquoi"
            description="Lu par chaque répondant sur la première page."
            value={words.purpose}
            onChange={(purpose) => setWords({ ...words, purpose })}
            error={of('purpose')}
          />
          <TextArea
            label="Qui lira les réponses"
            value={words.readers}
            onChange={(readers) => setWords({ ...words, readers })}
            error={of('readers')}
          />
          <TextField
            label="À qui poser une question"
            description="Un nom de service, un téléphone, une adresse."
            value={words.contact}
            onChange={(contact) => setWords({ ...words, contact })}
            error={of('contact')}
            isRequired
            maxLength={500}
          />
        </Form>
      )}
    </Dialog>
  )
}
