// The flags of `izin classify` and the request they make.

#ifndef IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_
#define IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include <CLI/CLI.hpp>

#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "service/request/typed_values.h"

namespace izin::cli {

// What is wrong with a flag as typed, in both languages: "\"tiny\": want micro, small, ...".
struct FlagFault {
  std::string flag;
  std::string id;
  std::string en;

  const std::string& In(bool is_english) const { return is_english ? en : id; }
};

// The request as flags fill it. Single-threaded.
//
// Values of enums are what ParseEnumWord takes, amounts what ParseRupiah takes; several values of
// one flag are parted by commas. What cannot be read is no exception but one of `faults()`, so that
// all of them can be said at once; its field stays empty. Regions stay as typed, names too:
// ResolveRegions() puts codes in their place.
class ClassifyFlags {
 public:
  // Adds every flag to `command`; this object must outlive its parsing.
  explicit ClassifyFlags(CLI::App& command);
  ClassifyFlags(const ClassifyFlags&) = delete;
  ClassifyFlags& operator=(const ClassifyFlags&) = delete;

  const izin::v1::ClassifyActivityRequest& request() const { return request_; }
  izin::v1::ClassifyActivityRequest& request() { return request_; }
  // In the order in which the flags are listed in the help.
  const std::vector<FlagFault>& faults() const { return faults_; }

  // The command has these flags.
  static bool AreOf(const CLI::App& command);
  // Writes the help of the flags of `command` in one language.
  static void DescribeIn(CLI::App& command, bool is_english);

 private:
  void Take(std::size_t flag, const std::string& text);

  izin::v1::ClassifyActivityRequest request_;
  std::vector<FlagFault> faults_;
};

// `--cuti-bersama skip|count`: whether offices rest on days of joint leave; `lewati` and `hitung`
// mean the same.
void AddJointLeaveOption(CLI::App& command, JointLeave& joint_leave);

// The enum whose values a flag of `classify` takes; null if it takes none.
const google::protobuf::EnumDescriptor* EnumOfFlag(absl::string_view flag);

// The flag that fills a field: "activity.kbli_code" -> "--kbli"; the path itself if there is none.
std::string FlagOf(absl::string_view field_path);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_CLASSIFY_FLAGS_H_
