// What a region adds to an answer, as the API gives it: lines that are marked as local, beside the
// national law of the answer and never in its place.

#ifndef IZIN_SERVICE_RENDER_LOCAL_LINES_H_
#define IZIN_SERVICE_RENDER_LOCAL_LINES_H_

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "classifier/decision.h"
#include "classifier/ruleset.h"
#include "izin/v1/classification.pb.h"
#include "service/request/validate_request.h"

namespace izin {

using LocalLines = google::protobuf::RepeatedPtrField<izin::v1::LocalLine>;

// Appends the lines of the overlays of the regency, city or province that `decision` names: of the
// office where it issues one of the permits of the answer, and of each permit that it issues. A
// service standard stands only where it is not above the national term of this answer.
void RenderLocalLines(const Decision& decision, Language language, LocalLines& out);

// The lines of one permit, or with an empty `permit` of the office, that the overlays of `region`
// hold. Nothing for a region without overlay. `region`: a code.
void RenderLocalLines(const Ruleset& ruleset, absl::string_view region, absl::string_view permit,
                      Language language, LocalLines& out);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_LOCAL_LINES_H_
