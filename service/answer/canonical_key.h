// The canonical key of an answer: everything that can change it, and nothing else.
//
// Bytes, all integers big-endian, so that keys of one ruleset stand together and two keys are equal
// exactly if their answers must be. Self-delimiting: fixed fields, then lists with their count.
//
//   1   layout, 1
//   32  fingerprint of the ruleset, SHA-256
//   3   KBLI code, 0..99999          1  edition
//   3   code of the chosen scope     2  its number, 0 = none chosen
//   1   scale                        1  flags: foreign, scale_mismatch, moving_vessel, core zone,
//   1   locations, bit by type          adjoins_protected_area, from the lowest bit
//   8   capital, rupiah
//   1 each  zone, extent, rdtr, land_condition, forest_function, forest_use, construction,
//       environment, actor_type, legal form (position in the ruleset's list)
//   4   settled_days
//   8   distance_nm and 8 land_area_ha, as IEEE 754 bits
//   16  held permits, then duties that a stage waits for: a bit each, by position in the ruleset's
//       catalogue
//   1   count, then 2 each: positions of the supporting permits held, ascending
//   1   count, then 2 each: region codes, ascending
//   1   count, then 2 each: positions of authority parameters, ascending
//
// A count of 255 or more is byte 255 and then 2 bytes.

#ifndef IZIN_SERVICE_ANSWER_CANONICAL_KEY_H_
#define IZIN_SERVICE_ANSWER_CANONICAL_KEY_H_

#include <string>

#include "classifier/activity.h"
#include "classifier/ruleset.h"
#include "service/request/validate_request.h"

namespace izin {

// Appends the key of `activity` under `ruleset` to `key`.
void AppendActivityKey(const Ruleset& ruleset, const BusinessActivity& activity, std::string& key);

// Appends what else changes the bytes of a response of one server: view, language, the notes on its
// date, and whether and when it was filed, as a day number. 6 bytes.
void AppendFormKey(const ValidatedRequest& validated, std::string& key);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_CANONICAL_KEY_H_
