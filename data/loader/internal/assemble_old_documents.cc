#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

std::vector<int> ReadPermits(Assembly& assembly, const OldDocumentEntry& entry,
                             const Position& position) {
  std::vector<int> permits;
  for (int i = 0; i < entry.stands_for_size(); ++i) {
    const auto found = assembly.permit_by_code.find(entry.stands_for(i));
    if (found != assembly.permit_by_code.end()) {
      permits.push_back(found->second);
      continue;
    }
    position.Field("stands_for", i)
        .AddFollowing(assembly.issues, {assembly.PathOf("permits.textproto")},
                      absl::StrCat("unknown permit \"", entry.stands_for(i),
                                   "\": want one of permits.textproto"));
  }
  return permits;
}

izin::OldDocument ReadOldDocument(Assembly& assembly, const OldDocumentEntry& entry) {
  const Position position = assembly.positions.Of(entry, entry.where());
  izin::OldDocument out{
      .of_ruleset = entry.of_ruleset(), .held = entry.held(), .action = entry.action()};
  for (int i = 0; i < entry.risk_size(); ++i) {
    const auto level =
        ResolveEnum<RiskLevel>("risk", entry.risk(i), position.Field("risk", i), assembly.issues);
    out.risk = static_cast<std::uint8_t>(out.risk | 1U << static_cast<unsigned>(level));
  }
  out.stands_for = ReadPermits(assembly, entry, position);
  out.code_changed = entry.code_changed();
  out.title = RequiredText("title", entry.title(), position, assembly.issues);
  out.legal_basis = ResolveCitations(entry.legal_basis(), "legal_basis", position, assembly.issues);
  return out;
}

}  // namespace

void AssembleOldDocuments(Assembly& assembly) {
  for (const OldDocumentEntry& entry : assembly.rules().old_document())
    assembly.out.old_documents.push_back(ReadOldDocument(assembly, entry));
}

}  // namespace izin::internal
