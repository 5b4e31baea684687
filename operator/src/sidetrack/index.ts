export { createSideTrackController, sideTrackRegistration } from './controller.ts';
export type { SideTrackDeps } from './controller.ts';
export { installationOf } from './installation.ts';
export type { Installation } from './installation.ts';
