// The answer to a payload of OSS as an officer reads it: location by location, first what differs
// and what to do about it, then the checklist and the notes.

#ifndef IZIN_SERVICE_CLI_OSS_PAGE_H_
#define IZIN_SERVICE_CLI_OSS_PAGE_H_

#include "izin/v1/oss_payload.pb.h"
#include "service/cli/answer_text/page.h"

namespace izin::cli {

struct OssPageOptions {
  bool is_english = false;
  bool shows_all = false;  // nothing folded to a count
};

void PrintOssAnswer(const izin::v1::ClassifyOssPayloadResponse& answer,
                    const OssPageOptions& options, Page& page);

// How many findings there are, of all locations and of none.
int FindingsOf(const izin::v1::ClassifyOssPayloadResponse& answer);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_OSS_PAGE_H_
