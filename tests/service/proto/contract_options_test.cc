// What generated code of other languages is called.

#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include <gtest/gtest.h>

#include "izin/v1/decision.pb.h"
#include "izin/v1/item_error.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/oss_payload.pb.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "izin/v1/reclassification.pb.h"
#include "izin/v1/reference.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "izin/v1/ruleset_change.pb.h"

namespace izin {
namespace {

TEST(ContractOptionsTest, EveryFileNamesItsPackageInEachLanguage) {
  // With what they import: all files of the contract.
  const google::protobuf::FileDescriptor* files[] = {
      v1::Decision::descriptor()->file(),
      v1::ItemError::descriptor()->file(),
      v1::KbliEntry::descriptor()->file(),
      v1::OssNote::descriptor()->file(),
      v1::Classification::descriptor()->file(),
      v1::Permit::descriptor()->file(),
      v1::LegalBasis::descriptor()->file(),
      v1::BusinessActivity::descriptor()->file(),
      v1::ReclassificationJob::descriptor()->file(),
      v1::ReferenceValue::descriptor()->file(),
      v1::Ruleset::descriptor()->file(),
      v1::RulesetChange::descriptor()->file(),
      v1::GetClassificationRequest::descriptor()->file(),
  };
  for (const auto* file : files) {
    SCOPED_TRACE(file->name());
    EXPECT_EQ(file->options().go_package(), "izin/v1;izinv1");
    EXPECT_EQ(file->options().java_package(), "com.izin.v1");
    EXPECT_TRUE(file->options().java_multiple_files());
    EXPECT_EQ(file->options().csharp_namespace(), "Izin.V1");
    EXPECT_EQ(file->options().php_namespace(), "Izin\\V1");
  }
}

}  // namespace
}  // namespace izin
