#include "service/transport/decision_service.h"

#include <optional>
#include <utility>
#include <vector>

#include "service/transport/grpc_call.h"

namespace izin {
namespace {

using ReplayReactor = grpc::ServerWriteReactor<v1::ReplayDecisionsResponse>;

// Sends what differs, one after the other. The log is read in steps on the pool; between them,
// while the caller is slow, the stream holds no thread.
class ReplayStream final : public ReplayReactor {
 public:
  ReplayStream(Replay replay, WorkerPool::Ticket ticket, const grpc::CallbackServerContext& context)
      : replay_(std::move(replay)), ticket_(std::move(ticket)), context_(context) {
    ReadOn();
  }

  void OnWriteDone(bool is_ok) override {
    if (!is_ok) return Finish(grpc::Status::CANCELLED);
    GoOn();
  }
  void OnDone() override { delete this; }

 private:
  void ReadOn() {
    ticket_.Run([this] {
      found_.clear();
      next_ = 0;
      status_ = replay_.Step([this] { return context_.IsCancelled(); }, found_);
      GoOn();
    });
  }

  void GoOn() {
    if (context_.IsCancelled()) return Finish(grpc::Status::CANCELLED);
    if (next_ < found_.size()) return StartWrite(&found_[next_++]);
    if (!status_.ok() || replay_.is_done()) return Finish(ToGrpcStatus(status_));
    ReadOn();
  }

  Replay replay_;
  const WorkerPool::Ticket ticket_;
  const grpc::CallbackServerContext& context_;
  std::vector<v1::ReplayDecisionsResponse> found_;  // of the last step
  std::size_t next_ = 0;                            // of them to be sent
  absl::Status status_;
};

}  // namespace

grpc::ServerUnaryReactor* DecisionServiceImpl::GetDecision(grpc::CallbackServerContext* context,
                                                           const v1::GetDecisionRequest* request,
                                                           v1::GetDecisionResponse* response) {
  return Reply(context, handler_.Get(*request), response->mutable_decision());
}

grpc::ServerUnaryReactor* DecisionServiceImpl::ListDecisions(
    grpc::CallbackServerContext* context, const v1::ListDecisionsRequest* request,
    v1::ListDecisionsResponse* response) {
  return Reply(context, handler_.List(*request), response);
}

grpc::ServerWriteReactor<v1::ReplayDecisionsResponse>* DecisionServiceImpl::ReplayDecisions(
    grpc::CallbackServerContext* context, const v1::ReplayDecisionsRequest* request) {
  absl::StatusOr<Replay> replay = handler_.Replay(*request);
  if (!replay.ok()) return new RefusedStream<ReplayReactor>(ToGrpcStatus(replay.status()));
  std::optional<WorkerPool::Ticket> ticket = pool_.Admit();
  if (!ticket.has_value()) return new RefusedStream<ReplayReactor>(TooManyCalls("ReplayDecisions"));
  return new ReplayStream(*std::move(replay), *std::move(ticket), *context);
}

}  // namespace izin
