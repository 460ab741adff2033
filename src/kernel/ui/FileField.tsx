import { FileUp } from 'lucide-react'
import { DropZone, FileTrigger, Text } from 'react-aria-components'
import { Button } from './Button.tsx'
import { formatNumber } from './format.ts'

export interface FileFieldProps {
  label: string
  description?: string
  /** Extensions or types, as an input of type file takes them. */
  accept?: readonly string[]
  value: File | null
  onChange: (file: File | null) => void
}

/** One file, chosen or dropped. */
export function FileField({ label, description, accept, value, onChange }: FileFieldProps) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {description && <p className="field-description">{description}</p>}
      <DropZone
        className="control file-field"
        aria-label={label}
        onDrop={async ({ items }) => {
          const dropped = items.find((item) => item.kind === 'file')
          if (dropped) onChange(await dropped.getFile())
        }}
      >
        <FileTrigger
          acceptedFileTypes={accept && [...accept]}
          onSelect={(files) => onChange(files?.item(0) ?? null)}
        >
          <Button icon={FileUp}>{value ? 'Choisir un autre fichier' : 'Choisir un fichier'}</Button>
        </FileTrigger>
        <Text slot="label">
          {value ? `${value.name} · ${formatNumber(Math.ceil(value.size / 1000))} ko` : 'ou déposez-le ici'}
        </Text>
      </DropZone>
    </div>
  )
}
