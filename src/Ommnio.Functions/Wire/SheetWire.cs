namespace Ommnio.Functions.Wire;

/// <param name="Invited">How many have a new invitation by QR.</param>
/// <param name="AlreadyInvited">How many had one that works, and keep it.</param>
/// <param name="NotAllowed">How many have rights beyond the caller's.</param>
/// <param name="Busy">How many others were changing at the same time: repeat the call.</param>
/// <param name="Next">The cursor of the next sheet; null: this was the last.</param>
internal sealed record PreparedSheetAnswer(int Invited, int AlreadyInvited, int NotAllowed, int Busy, string? Next);
