namespace EditorAgent.Core.Workspaces.Buffers;

/// <summary>
/// Gives an editor a new text. When it has taken it, <see cref="OpenBuffers"/> shows what the editor then holds. Throws for cancellation only.
/// </summary>
public delegate Task<BufferReply> BufferWriter(BufferEdit edit, CancellationToken cancellationToken);
