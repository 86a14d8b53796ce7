// The flags of `izin classify` and the request they make.

#ifndef IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_
#define IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include <CLI/CLI.hpp>

#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"

namespace izin::cli {

// The request as flags fill it. Values are the enum names without prefix, in lower case with
// dashes, or the codes of the OSS integration guide (01, 02, ...).
class ClassifyFlags {
 public:
  // Adds every flag to `command`; this object must outlive its parsing.
  explicit ClassifyFlags(CLI::App& command);
  ~ClassifyFlags();

  const izin::v1::ClassifyActivityRequest& request() const { return request_; }

 private:
  class Binder;
  izin::v1::ClassifyActivityRequest request_;
};

// `--cuti-bersama skip|count`: whether offices rest on days of joint leave.
void AddJointLeaveOption(CLI::App& command, JointLeave& joint_leave);

// The flag that fills a field: "activity.kbli_code" -> "--kbli"; the path itself if there is none.
std::string FlagOf(absl::string_view field_path);

// What a person would type for an enum value: "SPECIAL_ECONOMIC_ZONE" -> "special-economic-zone".
std::string FlagValue(absl::string_view enum_name);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_
