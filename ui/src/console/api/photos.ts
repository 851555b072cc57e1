/** Workers' photos for clients' pages. */
import type { Api, Said } from "./api";
import type * as schema from "./bindings/schema";

export type PhotoView = Said<schema.PhotoView>;

export const photos = (api: Api) => api.ask<PhotoView[]>("GET", "photos");
export const putPhoto = (api: Api, worker: string, picture: Blob) => api.put(`workers/${worker}/photo`, picture);
export const dropPhoto = (api: Api, worker: string) => api.ask<null>("DELETE", `workers/${worker}/photo`);
/** Where a photo stands; another one has another address. */
export const photoAt = (api: Api, { worker, since }: PhotoView) => `${api.address(`workers/${worker}/photo`)}?${since}`;
