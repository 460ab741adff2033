/** Why a file is refused: what whoever brought it reads, with what to do about it. */
export const fileFaults = {
  empty: 'Ce fichier est vide. Vérifiez qu’il s’ouvre chez vous, puis choisissez-le de nouveau.',
  too_large: 'Ce fichier est trop lourd. Allégez-le, ou donnez l’adresse d’une page où il se trouve.',
  unknown_type: 'Ce fichier n’est d’aucun des genres acceptés ici.',
  wrong_name:
    'Le nom de ce fichier annonce un genre, et son contenu en est un autre. Exportez-le de nouveau depuis le logiciel qui l’a fait.',
  double_ending:
    'Le nom de ce fichier cache une seconde terminaison, celle d’un programme ou d’une page. Renommez-le.',
  hidden_name: 'Le nom de ce fichier contient des signes invisibles qui le déguisent. Renommez-le.',
  truncated: 'Ce fichier est incomplet ou abîmé. Enregistrez-le de nouveau, puis réessayez.',
  polyglot: 'Ce fichier en cache un autre : il se lit de deux façons. Exportez-le de nouveau.',
  bomb: 'Une fois ouvert, ce fichier prendrait une place démesurée. Il n’est pas gardé.',
  encrypted: 'Ce fichier est protégé par un mot de passe : personne ne pourrait le lire. Retirez-le d’abord.',
  pdf_script: 'Ce PDF contient un programme. Exportez-le de nouveau, sans script ni action automatique.',
  pdf_attachment: 'Ce PDF contient d’autres fichiers. Joignez-les à part, ou retirez-les.',
  pdf_form: 'Ce PDF est un formulaire dynamique que peu de logiciels ouvrent. Exportez-le en PDF simple.',
  macros: 'Ce document contient des macros. Enregistrez-le sans elles (.docx, .pptx, .odt, .odp).',
  remote_parts:
    'Ce document va chercher une partie de lui-même ailleurs (modèle, objet lié). Rompez les liaisons, puis réessayez.',
  embedded_object: 'Ce document contient un objet d’un autre logiciel. Remplacez-le par une image.',
  svg_script: 'Cette image contient un programme. Exportez-la en SVG simple, ou en PNG.',
  svg_remote: 'Cette image va chercher quelque chose ailleurs. Incorporez-le, ou exportez-la en PNG.',
  gps: 'Cette image ou cette vidéo dit où elle a été prise. Exportez-la sans sa position, puis choisissez-la de nouveau.',
  picture_too_wide: 'Cette image est démesurée. Réduisez-la à 10 000 points de côté au plus.',
  unsafe_path: 'Cette archive contient un chemin qui sort d’elle-même. Refaites-la.',
  nested_archive: 'Cette archive en contient une autre. Mettez les fichiers directement dans la première.',
} as const
export type FileFault = keyof typeof fileFaults

/** What a file may be, by what it holds. */
export const fileTypes = {
  pdf: { type: 'application/pdf', endings: ['.pdf'], label: 'PDF' },
  odt: { type: 'application/vnd.oasis.opendocument.text', endings: ['.odt'], label: 'Texte ODT' },
  odp: {
    type: 'application/vnd.oasis.opendocument.presentation',
    endings: ['.odp'],
    label: 'Présentation ODP',
  },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['.docx'],
    label: 'Texte DOCX',
  },
  pptx: {
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['.pptx'],
    label: 'Présentation PPTX',
  },
  png: { type: 'image/png', endings: ['.png'], label: 'Image PNG' },
  jpeg: { type: 'image/jpeg', endings: ['.jpg', '.jpeg'], label: 'Image JPEG' },
  webp: { type: 'image/webp', endings: ['.webp'], label: 'Image WebP' },
  svg: { type: 'image/svg+xml', endings: ['.svg'], label: 'Dessin SVG' },
  mp4: { type: 'video/mp4', endings: ['.mp4', '.m4v'], label: 'Vidéo MP4' },
  zip: { type: 'application/zip', endings: ['.zip'], label: 'Mallette ZIP' },
} as const
export type FileType = keyof typeof fileTypes

/** What is worth knowing of a file once it was looked at. */
export interface FileNotes {
  readonly pages?: number
  readonly language?: string
  readonly title?: string
  /** Whether a PDF says in which order it is read, and what its pictures are. */
  readonly isTagged?: boolean
  /** Whether it claims to follow PDF/UA. It is its own word for it. */
  readonly claimsUa?: boolean
  readonly width?: number
  readonly height?: number
  readonly seconds?: number
  readonly files?: readonly string[]
  /** What was taken out of it, in French. */
  readonly removed: readonly string[]
}

/** A name as it may travel in a header, with the ending of what the file really is. */
export function plainName(name: string, type: FileType): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return `${plain.slice(0, 100) || 'document'}${fileTypes[type].endings[0]}`
}
