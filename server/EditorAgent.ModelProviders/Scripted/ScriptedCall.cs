namespace EditorAgent.ModelProviders.Scripted;

/// <param name="VendorId">Counts over the whole conversation, so that it depends on the request alone.</param>
/// <param name="Name">The tool's name, perhaps one that does not exist.</param>
/// <param name="RawArguments">The arguments text, perhaps not JSON.</param>
public sealed record ScriptedCall(string VendorId, string Name, string RawArguments);
