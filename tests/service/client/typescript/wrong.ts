// Each line is a mistake that the types must not let pass.
import { LocationType, createIzin } from "@izin/client";

const izin = createIzin({ baseUrl: "http://127.0.0.1" });
void izin.permits.classifyActivity({ activity: { kbliCode: 56101 } });
void izin.permits.classifyActivity({ activity: { locations: LocationType.LAND } });
void izin.kbli.searchKbliEntries({ question: "kopi" });
void izin.kbli.getKbliEntry({ code: "56101" }).then(({ entry }) => entry.title);
void createIzin({});
