using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <summary>One call of a tool, already approved.</summary>
/// <param name="Arguments">Exactly the object that was judged and shown.</param>
/// <param name="ApprovedBy">Who or what allowed it, for the audit: <c>person</c>, <c>rule</c>, <c>grant</c>, <c>mode</c>; <c>flag</c> where the caller answered every question with yes beforehand.</param>
/// <param name="Rule">Which one, in a word of the permission's own.</param>
/// <param name="CallId">The model's id of the call.</param>
public sealed record ServerCall(string Server, string Tool, JsonElement Arguments, string ApprovedBy, string Rule, string CallId);
