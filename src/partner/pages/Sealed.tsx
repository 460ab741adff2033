import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FileDown, Lock, Printer } from 'lucide-react'
import { useEffect } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, ErrorState, Loading, Stack } from '#kernel/ui/index.ts'
import { openPackage, type PackageFile } from '../package/contract.ts'
import { Letter } from './Letter.tsx'
import { fromBase64, openSealed } from './sealing.ts'
import { Unlock } from './Unlock.tsx'
import { useMe } from './useMe.ts'
import { lockKey, useIdentity } from './vault.ts'

/** The content of a package, opened on this machine; asks for the key first. */
export function Sealed({ file }: { file: PackageFile }) {
  const identity = useIdentity()
  if (!file.isReadable)
    return (
      <Banner tone="attention" title="Cet envoi n’est pas encore scellé pour votre clé">
        Votre clé est plus récente que lui. La plateforme en est prévenue et l’envoie de nouveau : la page se
        mettra à jour d’elle-même. En attendant, un collègue dont la clé est plus ancienne peut l’ouvrir.
      </Banner>
    )
  return identity ? <Opened file={file} identity={identity} /> : <Unlock />
}

function Opened({ file, identity }: { file: PackageFile; identity: string }) {
  const me = useMe()
  const queries = useQueryClient()
  const opened = useQuery({
    // Never kept once the page is left: what was read is read again, and the server knows it.
    queryKey: ['package-content', file.id, me.key?.publicKey],
    queryFn: async () => {
      const { sealed } = await call(openPackage, { params: { id: file.id } })
      return openSealed(sealed, identity)
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
    retry: false,
  })
  const isOpened = opened.isSuccess
  const isFirst = file.readAt === null
  useEffect(() => {
    if (isOpened && isFirst) void queries.invalidateQueries({ queryKey: ['package', file.id] })
  }, [isOpened, isFirst, queries, file.id])
  if (opened.isPending) return <Loading label="L’envoi s’ouvre sur votre poste…" lines={10} />
  if (opened.error)
    return (
      <ErrorState
        title="Cet envoi n’a pas pu être ouvert avec votre clé"
        kept={sentenceOf(opened.error)}
        todo="S’il vient d’être scellé de nouveau, réessayez dans un instant. Sinon, appelez la plateforme : elle le renverra."
        onRetry={() => void opened.refetch()}
      />
    )
  const found = opened.data
  if (!found)
    return (
      <Banner tone="attention" title="Cet envoi est écrit pour une autre version du portail">
        Rechargez la page. Si ce message revient, appelez la plateforme : elle vous le remettra autrement.
      </Banner>
    )
  return (
    <Stack gap={4}>
      <div className="no-print">
        <Cluster gap={2}>
          {found.pdf && (
            <Button icon={FileDown} onPress={() => save(found.pdf ?? '', file.reference)}>
              Télécharger le PDF
            </Button>
          )}
          <Button icon={Printer} onPress={() => window.print()}>
            Imprimer
          </Button>
          <Button icon={Lock} variant="plain" onPress={lockKey}>
            Verrouiller
          </Button>
        </Cluster>
      </div>
      <Letter content={found.content} reader={`${me.name} · ${me.authority}`} />
    </Stack>
  )
}

/** Hands the printed form to whoever asked for it; from there on, it is in their keeping. */
function save(pdf: string, reference: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([fromBase64(pdf)], { type: 'application/pdf' }))
  link.download = `${reference}.pdf`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
