using Microsoft.AspNetCore.Http;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>Answers a request that is not served, in the form that the door's clients read.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="line">Why, for a person.</param>
internal delegate Task RefusalWriter(HttpContext context, int status, string line);
