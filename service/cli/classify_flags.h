// The flags of `izin classify` and the request they make.

#ifndef IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_
#define IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_

#include <string>

#include "absl/strings/string_view.h"
#include <CLI/CLI.hpp>

#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"

namespace izin::cli {

// The request as flags fill it, enumerated values by their words (flag_words.h).
class ClassifyFlags {
 public:
  // Adds every flag to `command`; this object must outlive its parsing, where it stands.
  explicit ClassifyFlags(CLI::App& command);
  ClassifyFlags(const ClassifyFlags&) = delete;
  ClassifyFlags& operator=(const ClassifyFlags&) = delete;

  const izin::v1::ClassifyActivityRequest& request() const { return request_; }

 private:
  izin::v1::ClassifyActivityRequest request_;
};

// `--cuti-bersama skip|count`: whether offices rest on days of joint leave.
void AddJointLeaveOption(CLI::App& command, JointLeave& joint_leave);

// The flag that fills a field: "activity.kbli_code" -> "--kbli"; the path itself if there is none.
std::string FlagOf(absl::string_view field_path);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_
