/** Every component of renderer/ui in every state, for the eye. Not part of the app's window. */

import { mount } from 'svelte';
import './styles/all.css';
import Gallery from './ui/gallery/Gallery.svelte';

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no root element.');
mount(Gallery, { target: root });
