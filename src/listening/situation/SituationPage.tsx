import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { FolderX } from 'lucide-react'
import { useEffect } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading } from '#kernel/ui/index.ts'
import { readSituation } from './contract.ts'
import { lastList } from './lastList.ts'
import { MergedAway } from './MergedAway.tsx'
import { setOpenSituation } from './openSituation.ts'
import { SituationFile } from './SituationFile.tsx'
import { situationKey } from './useAct.ts'
import './situation.css'

/** One file, read whole. */
export function SituationPage() {
  const { id = '' } = useParams({ strict: false })
  const back = { href: lastList(), label: 'Situations' }
  const query = useQuery({
    queryKey: situationKey(id),
    queryFn: ({ signal }) => call(readSituation, { params: { id }, signal }),
  })
  const file = query.data
  useEffect(() => {
    if (!file || file.mergedInto || !file.abilities.edit) return
    setOpenSituation({
      id: file.id,
      reference: file.reference,
      departement: file.departement ?? null,
      age: file.age ?? null,
    })
  }, [file])
  if (query.data?.mergedInto) return <MergedAway file={query.data} into={query.data.mergedInto} back={back} />
  // Another file is another page: nothing that was being typed passes from one to the other.
  if (query.data) return <SituationFile key={id} situation={query.data} back={back} />
  if (query.isError && query.error instanceof RefusalError && query.error.code === 'not_found')
    return (
      <>
        <PageHeader title="Situation introuvable" back={back} />
        <Empty
          title="Cette situation n’existe pas, ou n’est pas ouverte à votre rôle."
          icon={FolderX}
          actions={<ButtonLink href="/bureau/recherche">Rechercher une situation</ButtonLink>}
        />
      </>
    )
  if (query.isError)
    return (
      <>
        <PageHeader title="Situation" back={back} />
        <ErrorState
          title={sentenceOf(query.error)}
          errorId={query.error instanceof RefusalError ? query.error.id : undefined}
          onRetry={() => void query.refetch()}
        />
      </>
    )
  return (
    <>
      <PageHeader title="Situation" back={back} />
      <Loading label="Lecture du dossier…" lines={10} />
    </>
  )
}
