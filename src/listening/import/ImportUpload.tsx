import { ScanSearch } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, FileField, formatNumber, Panel, Prose, Stack } from '#kernel/ui/index.ts'
import { uploadLimit } from './contract.ts'
import { FileTooLarge, useImportActs } from './useImports.ts'

const limit = `${formatNumber(uploadLimit / 1024 / 1024)} Mo`

/** Choosing a file, and having it looked through. */
export function ImportUpload({ onUploaded }: { onUploaded: (id: string) => void }) {
  const [file, setFile] = useState<File | null>(null)
  const { upload } = useImportActs()
  const choose = (chosen: File | null) => {
    upload.reset()
    setFile(chosen)
  }
  return (
    <Panel title="Choisir un fichier">
      <Stack gap={4}>
        <FileField
          label="Fichier de contacts"
          description={`CSV en UTF-8, séparé par des virgules ou des points-virgules, ${limit} au plus.`}
          accept={['.csv', 'text/csv']}
          value={file}
          onChange={choose}
        />
        {upload.isError && <Trouble error={upload.error} />}
        <Cluster>
          <Button
            variant="primary"
            icon={ScanSearch}
            isDisabled={!file}
            isPending={upload.isPending}
            onPress={() => file && upload.mutate(file, { onSuccess: ({ id }) => onUploaded(id) })}
          >
            Vérifier le fichier
          </Button>
        </Cluster>
      </Stack>
    </Panel>
  )
}

function Trouble({ error }: { error: Error }) {
  if (!(error instanceof FileTooLarge)) return <Banner tone="attention" title={sentenceOf(error)} />
  return (
    <Banner tone="attention" title={`Ce fichier dépasse ${limit}.`}>
      <Prose>
        <p>
          Un fichier de cette taille passe par la ligne de commande, sur la machine de Repère&nbsp;:
          <br />
          <code>npm run repere -- import contacts fichier.csv</code>
        </p>
      </Prose>
    </Banner>
  )
}
