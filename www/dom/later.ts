/** Uses what is loaded when it is wanted, and says on the console where it does not load: the figure does without. */
export async function later<Module>(loading: Promise<Module>, use: (module: Module) => void): Promise<void> {
  try {
    use(await loading);
  } catch (error) {
    console.error(`cvsp: ${(error as Error).message}`);
  }
}
