declare module 'virtual:departement-shapes' {
  import type { DepartementShapes } from '#kernel/ui/map/drawing.ts'

  export const viewBox: DepartementShapes['viewBox']
  export const shapes: DepartementShapes['shapes']
  export const enlarged: DepartementShapes['enlarged']
  export const frames: DepartementShapes['frames']
  export const captions: DepartementShapes['captions']
}
