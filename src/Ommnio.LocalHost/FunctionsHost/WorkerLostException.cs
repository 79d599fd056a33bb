using System.Diagnostics.CodeAnalysis;

namespace Ommnio.LocalHost.FunctionsHost;

[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Nobody else throws it.")]
internal sealed class WorkerLostException(string message = "The worker process ended.") : Exception(message);
