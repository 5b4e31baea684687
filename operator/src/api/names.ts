/** The API group of SideTrack's resources. */
export const GROUP = 'sidetrack.network';
/** The version of the API that this operator serves and stores. */
export const VERSION = 'v1alpha1';
/** `apiVersion` of every object of this group. */
export const API_VERSION = `${GROUP}/${VERSION}`;
/** Kept on a Tenant until its deletion policy has been carried out in the installation. */
export const TENANT_FINALIZER = `${GROUP}/tenant`;
/** Releases a Tenant whose purge cannot reach its installation. It must carry `FORCE_RELEASE_CONSENT`, word for word. */
export const FORCE_RELEASE_ANNOTATION = `${GROUP}/force-release`;
export const FORCE_RELEASE_CONSENT = 'I accept that rows may remain';
