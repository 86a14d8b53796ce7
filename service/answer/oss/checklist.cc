#include "service/answer/oss/checklist.h"

#include <string>
#include <utility>

namespace izin {
namespace {

void AddRequirements(const v1::Classification& answer, v1::OssChecklistItem& item) {
  for (const v1::Commitment& commitment : answer.commitments()) {
    const bool is_its = commitment.kind() == v1::COMMITMENT_KIND_REQUIREMENT &&
                        commitment.permit_code() == item.permit_code();
    if (!is_its) continue;
    v1::OssRequirement& requirement = *item.add_data_persyaratan();
    requirement.set_code(commitment.code());
    requirement.set_keterangan(commitment.text().title());
    requirement.set_may_apply(commitment.may_apply());
  }
}

}  // namespace

bool NamesPermits(v1::Outcome outcome) {
  return outcome == v1::OUTCOME_DECIDED || outcome == v1::OUTCOME_SCOPE_REQUIRED;
}

std::vector<v1::OssChecklistItem> ChecklistOf(const v1::Classification& answer,
                                              const Ruleset& ruleset, const GuideCodes& codes) {
  std::vector<v1::OssChecklistItem> items;
  if (!NamesPermits(answer.outcome())) return items;
  for (const v1::Permit& permit : answer.permits()) {
    const std::string category = codes.CodeOfEnum("permit-category", permit.category());
    if (category.empty()) continue;  // the NIB
    v1::OssChecklistItem item;
    item.set_permit_code(permit.code());
    item.set_jenis_izin(category);
    const Permit* entry = ruleset.FindPermit(permit.code());
    item.set_nama_izin(entry == nullptr ? permit.text().title() : entry->title.id);
    item.set_flag_checklist(codes.CodeOfEnum("commitment-flag", permit.flag()));
    item.set_kewenangan(codes.CodeOfEnum("authority-kind", permit.authority().kind()));
    item.set_instansi(permit.authority().name());
    item.set_may_apply(permit.may_apply());
    AddRequirements(answer, item);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace izin
