using System.Diagnostics.CodeAnalysis;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Tells the WebJobs SDK to try again. The worker has logged the error itself.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Nobody else throws it.")]
internal sealed class FunctionFailedException(string function) : Exception($"{function} failed.");
